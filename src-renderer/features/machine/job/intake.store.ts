import { create } from 'zustand'
import { onEvent, rmos } from '../../../client.ts'
import { beginPath } from '../../../program-3d/load-path.ts'
import type { DrawnPath } from '../../../program-3d/path-messages.ts'
import { usePathStore } from '../../../program-3d/use-program-path.ts'
import { newId } from '../../../session/new-id.ts'
import { settle } from '../../../session/settle.ts'
import { showProblem } from '../../../ui/toast.store.ts'
import { useMachinePage } from '../machine.store.ts'
import { jobStrings } from './job.strings.ts'

/** Bytes read of the file at once. */
const PIECE_BYTES = 1024 * 1024
/** Pieces sent ahead of their answers, so that neither end waits for the way between them. */
const SENT_AHEAD = 3
/** Longer file names are cut at their front: the end says what it is. */
const LONGEST_NAME = 120

interface IntakeState {
  /** Null while no file is on its way. */
  readonly uploadId: string | null
  readonly fileName: string
  /** `checking`: the whole file is over there, and its check comes to its end. */
  readonly phase: 'sending' | 'checking'
  readonly share: number
  readonly open: (file: File) => Promise<void>
  readonly cancel: () => void
}

type Taken = Awaited<ReturnType<typeof receivePiece>>

function receivePiece(piece: Parameters<typeof rmos.runs.receiveProgram>[0]) {
  return settle(rmos.runs.receiveProgram(piece))
}

/** The run that came of a file; null, and told, when it did not become one that may be cut. */
function runOf(taken: Taken, fileName: string): string | null {
  if (!taken.ok) {
    showProblem(taken.error)
    return null
  }
  const { run } = taken.value
  if (run === null || run.status === 'OK') return run?.runId ?? null
  const { blocked, seeRun } = jobStrings.file
  showProblem({ message: blocked(fileName), remedy: seeRun })
  return null
}

/** Hands a file in, a few pieces ahead of the answers; the run's id, or null when there is none. */
async function handIn(
  file: File,
  named: { readonly uploadId: string; readonly fileName: string },
  goOn: (bytes: Uint8Array, share: number) => boolean,
): Promise<string | null> {
  const sent: Promise<Taken>[] = []
  for (let offset = 0, last = false; !last || sent.length > 0;) {
    if (!last) {
      const bytes = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer())
      offset += PIECE_BYTES
      last = offset >= file.size
      if (!goOn(bytes, Math.min(1, offset / Math.max(1, file.size)))) return null
      sent.push(receivePiece({ ...named, bytes, last }))
      if (!last && sent.length < SENT_AHEAD) continue
    }
    const taken = await sent.shift()
    if (taken === undefined) return null
    if (!taken.ok || sent.length === 0) return runOf(taken, named.fileName)
  }
  return null
}

/** An outside G-code file on its way in: read and sent in pieces, checked meanwhile, and made a run. */
export const useIntake = create<IntakeState>()((set, get) => ({
  uploadId: null,
  fileName: '',
  phase: 'sending',
  share: 0,
  open: async (file) => {
    const uploadId = newId()
    const fileName = file.name.slice(-LONGEST_NAME)
    set({ uploadId, fileName, phase: 'sending', share: 0 })
    const unfollow = onEvent('cam.progress', ({ jobId, fraction }) => {
      // of what is over there by now: while more comes, that says nothing of the whole
      if (jobId === get().uploadId && get().phase === 'checking') set({ share: fraction })
    })
    const reading = beginPath()
    let path: Promise<DrawnPath | null> = Promise.resolve(null)
    const isMine = () => get().uploadId === uploadId
    const runId = await handIn(file, { uploadId, fileName }, (bytes, share) => {
      if (!isMine()) return false
      reading.take(bytes)
      // the picture is made of the very bytes that are handed in, while main still checks them
      if (share === 1) path = reading.finish()
      set(share === 1 ? { phase: 'checking', share: 0 } : { share })
      return true
    })
    unfollow()
    if (runId === null || !isMine()) reading.cancel()
    else {
      usePathStore.getState().offer(runId, path)
      await useMachinePage.getState().chooseRun(runId)
    }
    if (isMine()) set({ uploadId: null })
  },
  cancel: () => {
    const { uploadId } = get()
    set({ uploadId: null })
    if (uploadId !== null) void settle(rmos.cam.cancel({ jobId: uploadId }))
  },
}))
