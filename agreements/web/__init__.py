"""The public pages: server-rendered, readable without a script. They read through `timeline` and decide nothing."""
