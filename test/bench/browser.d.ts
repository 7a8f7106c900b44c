import type { Browser, Page } from 'playwright-core';

export function openSite(browser: Browser): Promise<Page>;
