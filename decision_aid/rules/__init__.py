"""The rules for content: one file each, pure functions over the content and over plain text."""
