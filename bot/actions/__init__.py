"""What the bot does, one module per noun: joins rules, Alegra, store and operations. Knows no payload of Slack's.

Asking for an invoice: drafting, pasting, pricing, cloning, quoting, submissions, submitted, creations, suggestions.
Deciding about it: approvals, voting, polling, stand_ins, routine, break_glass, bulk_approval, bulk_kind, risk_reading,
    risk_background, risk_override, petitions, reminders, nudging, rounds, asking_again, waiting_cards.
What goes to Alegra: accepting, acting (how an act becomes an operation); invoice_kind, stamps, emails, reversals,
    invoice_reversal, reopening, payment_kind, payment_reversals, new_entries, marks (which send nothing);
    outcomes, attribution, number_taken, rehearsing, technical.
When nobody knows: resolutions, links, surplus, operations_list.
What Slack shows of it: showing; cards, approval_face, issued_face, voided_face, unsure_faces, petition_face,
    outside_face, suggestion_face, given_back_face; direct_faces, notice_face; facts, papers, permalinks, previews, channel_voice.
Payments: payments, payment_forms, payment_finding, owed_invoices, withholding_habits, announcements, statements.
Looking: finding, invoice_search, directory, directory_copy, shelves, status, home_reading, home_tabs.
Unasked: overdue, payment_watch, invoice_watch, outside, heeding, hook_subscriptions, outages, admin_notices.
Who and when: role_book, role_changes, first_admin, deactivated, policy_book, policy_changes, policy_problems,
    settings_book, company_hours, closed_books.
The audit: audit_trail, audit_rows, audit_check, evidence.
Workspaces: installing, departing, rotating.
"""
