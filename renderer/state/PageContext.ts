import { createContext, use, useSyncExternalStore } from 'react';
import type { PageState } from './pageState.ts';
import type { PageStore } from './pageStore.ts';

export const PageContext = createContext<PageStore | null>(null);

/** The store of this page. */
export function usePageStore(): PageStore {
  const store = use(PageContext);
  if (store === null) throw new Error('PageContext is missing above this component');
  return store;
}

/** The page's state; the component draws again whenever it changes. */
export function usePageState(): PageState {
  const store = usePageStore();
  return useSyncExternalStore(store.subscribe, store.getState, store.getState);
}
