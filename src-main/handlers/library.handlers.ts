import type { Handlers } from '#core/contract/index.ts'
import { success } from '#core/outcome/result.ts'
import type { LibraryDesk } from '../workshop/library-desk.ts'

/** What the library calls work with. */
export interface LibraryParts {
  readonly desk: LibraryDesk
  /** Told after every change that was kept. */
  readonly changed: () => void
}

/** Answers the calls about bits, blades, woods and machines. */
export function libraryHandlers({ desk, changed }: LibraryParts): Handlers['library'] {
  const told = <T extends { readonly ok: boolean }>(result: T): T => {
    if (result.ok) changed()
    return result
  }
  return {
    list: () => success(desk.view()),
    save: (record) => told(desk.save(record)),
    remove: ({ kind, id }) => told(desk.remove(kind, id)),
    importText: ({ fileName, text }) => told(desk.importText(fileName, text)),
    exportText: () => success(desk.exportText()),
  }
}
