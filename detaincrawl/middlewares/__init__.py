"""Scrapy downloader middlewares: requests go only outwards, and robots.txt is obeyed."""
