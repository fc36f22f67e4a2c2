import { create } from 'zustand'
import { onEvent, rmos } from '../../../client.ts'
import { beginPath } from '../../../program-3d/load-path.ts'
import type { DrawnPath } from '../../../program-3d/path-messages.ts'
import { usePathStore } from '../../../program-3d/use-program-path.ts'
import { newId } from '../../../session/new-id.ts'
import { settle } from '../../../session/settle.ts'
import { showProblem } from '../../../ui/toast.store.ts'
import { useMachinePage } from '../machine.store.ts'
import { handIn } from './hand-in.ts'
import { jobStrings } from './job.strings.ts'

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
    const taken = await handIn(file, {
      send: ({ bytes, last }) => receivePiece({ uploadId, fileName, bytes, last }),
      goesOn: ({ ok }) => ok,
      // the picture is made of the very bytes that were handed in, while main still checks them
      sent: ({ bytes, last }) => {
        reading.take(bytes)
        if (!last) return
        path = reading.finish()
        set({ phase: 'checking', share: 0 })
      },
      share: (share) => {
        set({ share })
      },
      isCancelled: () => !isMine(),
    })
    const runId = taken === null ? null : runOf(taken, fileName)
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
