"""Linking: which actor of the knowledge base a name or a short form (`التنظيم`) stands for."""
