"""The drill: questions about numbers and estimates, how an answer is graded, and when a question comes again."""
