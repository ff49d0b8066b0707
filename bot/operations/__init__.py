"""What is to be written in Alegra: recorded before it is sent, sent once, looked for where its fate is unknown.

Nothing in here knows an invoice: what is sent and how it is looked for is the business of each kind in `bot.actions`.
"""
