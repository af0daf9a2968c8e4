"""What a deployment starts with: subjects and whose they are, words people use, services written out.

Offices change and add; loading again leaves alone what is there already.
"""
