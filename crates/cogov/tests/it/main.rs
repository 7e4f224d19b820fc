mod procedure;
