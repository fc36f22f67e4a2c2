import { create } from 'zustand'

/** The pages there are. */
export const PAGE_IDS = [
  'plans',
  'rosette',
  'pattern',
  'drawings',
  'recipe',
  'batch',
  'feasibility',
  'toolpath',
  'jigs',
  'machine',
  'runs',
  'analytics',
  'library',
  'strips',
  'posts',
  'migration',
  'fix-drift',
  'backups',
  'about',
] as const
/** A page. */
export type PageId = (typeof PAGE_IDS)[number]

/** The page a location hash names; null when it names none. */
export function pageOfHash(hash: string): PageId | null {
  const name = hash.replace(/^#\/?/, '')
  return PAGE_IDS.find((id) => id === name) ?? null
}

interface NavigationState {
  readonly page: PageId
  /** Run to open on the Runs page. */
  readonly runId: string | null
  readonly goTo: (page: PageId, runId?: string) => void
}

/** Where the person is; the location hash follows, so that the browser's Back works. */
export const useNavigation = create<NavigationState>()((set) => ({
  page: pageOfHash(window.location.hash) ?? 'plans',
  runId: null,
  goTo: (page, runId) => {
    set(runId === undefined ? { page } : { page, runId })
    if (pageOfHash(window.location.hash) !== page) window.location.hash = `/${page}`
  },
}))

/**
 * Call before a wait that ends on a page; the returned function goes there, unless the person has gone
 * to another page in the meantime: an answer that comes late must not take them away from it.
 */
export function headFor(page: PageId): () => void {
  const from = useNavigation.getState().page
  return () => {
    const { page: now, goTo } = useNavigation.getState()
    if (now === from) goTo(page)
  }
}

/** Follows Back and Forward until the returned function is called. */
export function followHash(): () => void {
  const onHash = () => {
    const page = pageOfHash(window.location.hash)
    if (page !== null) useNavigation.setState({ page })
  }
  window.addEventListener('hashchange', onHash)
  return () => {
    window.removeEventListener('hashchange', onHash)
  }
}
