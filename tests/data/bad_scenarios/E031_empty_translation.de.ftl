# A translation of the small case.
title =
objective = Beide Zubringer verschließen.
briefing = Eine Geschwulst in einem Organ,
    von zwei Seiten gespeist.
access-femoral_right-findings = guter Puls
access-femoral_right-reason = nah und gerade
study-ct-name = CT
study-ct-findings = zwei Zubringer
target-mass-name = die Geschwulst
protected-organ-harm = das Organ stirbt ab
agent-particles-reason = sie passen zum Kaliber
teaching-1 = Eine Geschwulst hat mehr als einen Zubringer.
