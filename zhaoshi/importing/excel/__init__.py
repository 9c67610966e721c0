"""From a workbook to a ledger: columns, rows joined to findings, and the text of `ledger.yaml` changed in place."""
