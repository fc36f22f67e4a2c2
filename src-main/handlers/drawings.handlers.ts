import type { Handlers } from '#core/contract/index.ts'
import { success } from '#core/outcome/result.ts'
import type { DrawingShelf } from '../workshop/drawing-shelf.ts'

/** Answers the calls about drawings. */
export function drawingsHandlers(shelf: DrawingShelf): Handlers['drawings'] {
  return {
    limits: () => shelf.limits(),
    setLimits: (change) => shelf.setLimits(change),
    recent: () => {
      const recent = shelf.recent()
      return recent.ok ? success({ drawings: [...recent.value] }) : recent
    },
    receive: shelf.receive,
    import: ({ sha256, jobId, choices }) => shelf.open(sha256, jobId, choices),
    slice: async ({ sha256, jobId, params }) => {
      const text = await shelf.slice(sha256, jobId, params)
      return text.ok ? success({ text: text.value }) : text
    },
    remember: ({ sha256, choices }) => shelf.remember(sha256, choices),
    forget: ({ sha256 }) => shelf.forget(sha256),
    keep: ({ sha256 }) => shelf.keep(sha256),
    original: ({ sha256 }) => shelf.original(sha256),
    check: async ({ sha256s }) => {
      const found = await shelf.check(sha256s)
      return found.ok ? success({ found: found.value }) : found
    },
  }
}
