"""What people and CI run. It never changes what a page is."""
