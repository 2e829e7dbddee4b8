"""What is done in the background: a queue in the database, a worker that empties it, and a schedule that fills it.

A task runs inside one transaction that also holds the lock of its row in the queue and marks it as done. So it happens
once, whole, or not at all; and when its worker is killed, the database itself lets go of the row as it ends the broken
connection, and the next worker takes the task up again. Nothing has to notice the death, no clock has to be believed,
and it is the same behind a pooler, which keeps a server connection to its client as long as a transaction lasts.
"""
