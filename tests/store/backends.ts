import { onTestFinished } from 'vitest'
import { openJsonStore } from '../../src-main/store/json-files/open-json-store.ts'
import type { Store } from '../../src-main/store/store.ts'
import { NOON, openStore, unwrap } from './data-folder.ts'

/** A way to keep the records. */
export interface Backend {
  readonly backend: Store['backend']
  /** Opens the records of a folder; closed after the test. */
  readonly open: (dataDir: string, clock?: () => Date) => Promise<Store>
}

/** The sentence a file store of the tests gives for why it is in use. */
export const NO_DATABASE = {
  kind: 'storage',
  message: 'There is no database in this test.',
  remedy: 'None.',
  requestId: '',
} as const

/** Opens the record files of a folder. */
export function openFiles(dataDir: string, clock: () => Date = NOON): Store {
  const store = unwrap(
    openJsonStore({
      dataDir,
      clock,
      newFacts: () => ({ installId: 'install-1', isAlone: true }),
      insteadOf: NO_DATABASE,
    }),
  )
  onTestFinished(store.close)
  return store
}

/** Both ways; whatever one promises the other must keep. */
export const BACKENDS: readonly Backend[] = [
  { backend: 'sqlite', open: (dataDir, clock = NOON) => openStore(dataDir, { clock }) },
  {
    backend: 'json-files',
    open: (dataDir, clock = NOON) => Promise.resolve(openFiles(dataDir, clock)),
  },
]

/** A clock that goes on by one second at every look. */
export function ticking(): () => Date {
  let second = 0
  return () => new Date(Date.UTC(2026, 10, 21, 12, 0, (second += 1)))
}
