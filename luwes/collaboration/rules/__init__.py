"""What collaboration decides: partners alike, states of agreements, milestones, money, who verifies. Pure."""
