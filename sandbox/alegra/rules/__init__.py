"""What Alegra refuses and computes: functions over the books, told the moment, knowing nothing of HTTP."""
