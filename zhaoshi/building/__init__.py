"""From folders to a site: reading what changed, planning, rendering what changed, switching the site as a whole."""
