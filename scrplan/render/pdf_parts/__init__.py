"""What the PDF is made with: its template, how wide its columns are, and what stands for letters that no font has."""
