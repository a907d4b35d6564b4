import sys

OLD = """\
# Checkout failed for {what}

## Summary
The connection pool of the ledger ran out and card payments failed for an hour.

## Timeline (UTC, 2026-03-10)
- 09:10 alert on failed payments
- 09:20 pool size of the {what} was doubled
- 09:40 payments recovered fully again
"""


def test_the_search_is_measured_over_documents_and_copies_of_them(tmp_path, monkeypatch, capsys):
    import finding

    for what in ("ledger", "invoices"):
        (tmp_path / f"{what}.md").write_text(OLD.format(what=what))
    monkeypatch.setattr(finding, "STARTS", 1)
    monkeypatch.setattr(finding, "QUERIES", 9)
    monkeypatch.setattr(sys, "argv", ["finding", str(tmp_path), "--copies", "5"])
    monkeypatch.setenv("PMTUI_STATE", "")
    finding.main()
    told = capsys.readouterr().out
    assert "2 postmortems" in told
    assert "5 postmortems" in told
    assert told.count("9 queries, 20 hits shown") == 2
    assert told.count("without, ratio") == 4
