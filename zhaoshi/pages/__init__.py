"""One module per page class: which pages there are, what each is made from, and the view that its template sees."""
