"""The team, on git: postmortems in a folder that colleagues share, and back.

A folder of a team, in a git checkout or plain, holds one directory for each postmortem, with its
JSON document (`postmortem.json`, lossless for what was shared) and the same as Markdown
(`postmortem.md`). The store of each person stays their own.

**What leaves is a masked copy, and it never overwrites the original.** Before a document is
written, likely secrets and personal data are masked and people are named as the team asks
(`redacting`). The masked copy is remembered in the store as the base (`pmtui.store.shared`). What a
colleague wrote is the difference between that base and the document now in the folder; it is merged
into the unmasked original (`merging`), sentence by sentence (`pmtui.language.passages`), after the
masks in it were filled with the words that the original has there (`unmasking`). So a mask that
nobody touched changes nothing here; where both sides changed the same sentence, or a colleague rewrote a mask,
both texts stay, whole, to be settled by a person, and of two values the one that is not kept is
named (`clashes`). Nothing unmasked reaches the folder, since every share masks anew. What was
deleted here is not taken in again (`taking_in`).

Nobody edits JSON by hand: where git itself left two sides of a document, both are read from its
index and merged in the same way (`settling`). Everything is told in sentences, and every document
is taken whole or not at all.
"""
