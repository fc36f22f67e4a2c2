import { create, type StoreApi } from 'zustand'
import type { CamProgress } from '#core/contract/cam.contract.ts'
import type {
  DrawingChoices,
  OpenDrawing,
  RecentDrawing,
} from '#core/contract/drawings.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { HAND_OVER_BYTES, LARGEST_DRAWING_BYTES } from '#core/drawing/hand-over.ts'
import type { Bounds2 } from '#core/geometry/bounds.ts'
import type { Point2 } from '#core/geometry/point.ts'
import { onEvent, rmos } from '../../client.ts'
import { newId } from '../../session/new-id.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'
import { drawingsStrings } from './drawings.strings.ts'

/** A file on its way to the screen. */
export interface Opening {
  readonly jobId: string
  readonly fileName: string
  /** Handing the file over, or what the import is doing. */
  readonly phase: string
  readonly fraction: number
  readonly secondsLeft: number | null
}

/** Which part of the page's side is shown. */
export type DrawingTab = 'layers' | 'paths' | 'report' | 'slices' | 'use'

/** What could not be opened, and how it would be tried again. */
export interface OpenFailure {
  readonly problem: Problem
  readonly fileName: string
  /** Null where the file never arrived. */
  readonly sha256: string | null
}

interface DrawingsState {
  readonly recent: readonly RecentDrawing[] | null
  readonly opening: Opening | null
  readonly failed: OpenFailure | null
  readonly open: OpenDrawing | null
  readonly tab: DrawingTab
  /** Index of the path that is chosen, and of the one under the pointer. */
  readonly chosen: number | null
  readonly hovered: number | null
  /** A second path, chosen with Shift: the other edge of a ring. */
  readonly other: number | null
  /** Where the canvas should look; each a new object. */
  readonly target: Bounds2 | null
  /** Places of the measuring tool: none, the first, or both. Null while it is put away. */
  readonly measured: readonly Point2[] | null
  readonly loadRecent: () => Promise<void>
  readonly openFile: (file: File) => Promise<void>
  readonly openKept: (sha256: string, fileName: string) => Promise<void>
  /** Reads the open drawing anew with other choices. */
  readonly readAgain: (change: Partial<DrawingChoices>) => Promise<void>
  /** The same for one that could not be opened. */
  readonly tryLarge: () => Promise<void>
  readonly remember: (change: Partial<DrawingChoices>) => Promise<void>
  readonly forget: (sha256: string) => Promise<void>
  readonly cancel: () => void
  readonly close: () => void
  readonly show: (
    change: Partial<Pick<DrawingsState, 'tab' | 'hovered' | 'target' | 'measured'>>,
  ) => void
  readonly choose: (path: number | null, other?: boolean) => void
}

type SetState = StoreApi<DrawingsState>['setState']
type GetState = StoreApi<DrawingsState>['getState']

/** Set when the person calls off the handing over, which has no job in main yet. */
const calledOff = new Set<string>()

function opening(jobId: string, fileName: string, phase: string): Opening {
  return { jobId, fileName, phase, fraction: 0, secondsLeft: null }
}

/** Hands a file over piece by piece; answers with its SHA-256, or null when it was called off or refused. */
async function handOver(set: SetState, jobId: string, file: File): Promise<string | null> {
  const totalBytes = file.size
  let offset = 0
  for (;;) {
    const piece = await file.slice(offset, offset + HAND_OVER_BYTES).arrayBuffer()
    const bytes = new Uint8Array(piece)
    const sent = { uploadId: jobId, fileName: file.name, totalBytes, offset, bytes }
    const taken = await settle(rmos.drawings.receive(sent))
    if (calledOff.delete(jobId)) return null
    if (!taken.ok) {
      set({ opening: null, failed: { problem: taken.error, fileName: file.name, sha256: null } })
      return null
    }
    if (taken.value.sha256 !== null) return taken.value.sha256
    offset = taken.value.receivedBytes
    set(({ opening: now }) =>
      now === null ? {} : { opening: { ...now, fraction: offset / totalBytes } },
    )
  }
}

/** Imports a kept file and shows it. */
async function importKept(
  set: SetState,
  get: GetState,
  order: {
    readonly sha256: string
    readonly fileName: string
    readonly choices: DrawingChoices | null
  },
): Promise<void> {
  const { sha256, fileName, choices } = order
  const jobId = newId()
  set({ opening: opening(jobId, fileName, 'reading'), failed: null })
  const read = await settle(rmos.drawings.import({ sha256, jobId, choices }))
  if (get().opening?.jobId !== jobId) return
  set({ opening: null })
  if (!read.ok) {
    set({ failed: { problem: read.error, fileName, sha256 }, open: null })
    return
  }
  const same = get().open?.drawing.sha256 === sha256
  set({ open: read.value, hovered: null, ...(same ? {} : FRESH_VIEW) })
  await get().loadRecent()
}

const FRESH_VIEW = {
  tab: 'paths',
  chosen: null,
  other: null,
  target: null,
  measured: null,
} as const

function fileActions(
  set: SetState,
  get: GetState,
): Pick<
  DrawingsState,
  'loadRecent' | 'openFile' | 'openKept' | 'readAgain' | 'tryLarge' | 'forget'
> {
  return {
    loadRecent: async () => {
      const recent = await settle(rmos.drawings.recent({}))
      if (recent.ok) set({ recent: recent.value.drawings })
      else showProblem(recent.error)
    },
    openFile: async (file) => {
      get().cancel()
      if (file.size > LARGEST_DRAWING_BYTES) {
        const problem = drawingsStrings.tooLarge(file.name, file.size, LARGEST_DRAWING_BYTES)
        set({ failed: { problem, fileName: file.name, sha256: null } })
        return
      }
      const jobId = newId()
      set({ opening: opening(jobId, file.name, 'handing-over'), failed: null })
      const sha256 = await handOver(set, jobId, file)
      if (sha256 === null || get().opening?.jobId !== jobId) return
      await importKept(set, get, { sha256, fileName: file.name, choices: null })
    },
    openKept: async (sha256, fileName) => {
      get().cancel()
      await importKept(set, get, { sha256, fileName, choices: null })
    },
    readAgain: async (change) => {
      const { open } = get()
      if (open === null) return
      const { sha256, fileName, choices } = open.drawing
      await importKept(set, get, { sha256, fileName, choices: { ...choices, ...change } })
    },
    tryLarge: async () => {
      const { failed, recent } = get()
      const known = recent?.find(({ sha256 }) => sha256 === failed?.sha256)
      if (known === undefined) return
      const { sha256, fileName, choices } = known
      await importKept(set, get, { sha256, fileName, choices: { ...choices, allowLarge: true } })
    },
    forget: async (sha256) => {
      const gone = await settle(rmos.drawings.forget({ sha256 }))
      if (!gone.ok) showProblem(gone.error)
      if (get().open?.drawing.sha256 === sha256) get().close()
      await get().loadRecent()
    },
  }
}

function viewActions(
  set: SetState,
  get: GetState,
): Pick<DrawingsState, 'remember' | 'cancel' | 'close' | 'show' | 'choose'> {
  return {
    remember: async (change) => {
      const { open } = get()
      if (open === null) return
      const choices = { ...open.drawing.choices, ...change }
      set({ open: { ...open, drawing: { ...open.drawing, choices } } })
      const { layersOff, centre, neck } = choices
      const kept = await settle(
        rmos.drawings.remember({
          sha256: open.drawing.sha256,
          choices: { layersOff, centre, neck },
        }),
      )
      if (!kept.ok) showProblem(kept.error)
    },
    cancel: () => {
      const { opening: now } = get()
      if (now === null) return
      set({ opening: null })
      if (now.phase === 'handing-over') calledOff.add(now.jobId)
      else void settle(rmos.cam.cancel({ jobId: now.jobId }))
    },
    close: () => {
      get().cancel()
      set({ open: null, failed: null, ...FRESH_VIEW })
    },
    show: (change) => {
      set(change)
    },
    choose: (path, other = false) => {
      set(other ? { other: path } : { chosen: path, other: null })
    },
  }
}

/** The drawing on the page, how it came there, and what is chosen in it. */
export const useDrawings = create<DrawingsState>()((set, get) => ({
  recent: null,
  opening: null,
  failed: null,
  open: null,
  hovered: null,
  ...FRESH_VIEW,
  ...fileActions(set, get),
  ...viewActions(set, get),
}))

/** Follows the import under way until the returned function is called. */
export function followImport(): () => void {
  return onEvent('cam.progress', ({ jobId, phase, fraction, secondsLeft }: CamProgress) => {
    useDrawings.setState(({ opening: now }) =>
      now?.jobId === jobId && phase !== ''
        ? { opening: { ...now, phase, fraction, secondsLeft } }
        : {},
    )
  })
}
