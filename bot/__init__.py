"""The bot. Its packages are the layers of docs/architecture.md; the modules beside them join the layers and run them.

Joined: assembly and kinds (what each part is given), conversations, verb_conversations, approving, paying,
    beginnings, checkups, governance, home_tab, oversight, unasked.
Running: app (the composition root), companies_running, company_running, roster, closed_companies, opening_waits,
    store_opening, departures_kept, renewal, keys_told, clock, clock_watch, pace, loading, loop, parent, ending,
    start_errors.
The ways in: web, request_ids, gate, payload_shapes, slack_door, sockets, hooks, install_door, page_gate.
Told to it and by it: settings, setting_values, setting_hints, company_settings, logs, troubles, metrics, metrics_page,
    company_gauges; adapters, for both.
"""
