import { create } from 'zustand'
import { onEvent, rmos } from '../../../client.ts'
import { beginPath } from '../../../program-3d/load-path.ts'
import { usePathStore } from '../../../program-3d/use-program-path.ts'
import { newId } from '../../../session/new-id.ts'
import { settle } from '../../../session/settle.ts'
import { showProblem } from '../../../ui/toast.store.ts'
import { useMachinePage } from '../machine.store.ts'
import { jobStrings } from './job.strings.ts'

/** Bytes read of the file at once. */
const PIECE_BYTES = 1024 * 1024
/** Longer file names are cut at their front: the end says what it is. */
const LONGEST_NAME = 120

interface IntakeState {
  /** Null while no file is on its way. */
  readonly uploadId: string | null
  readonly fileName: string
  readonly phase: 'sending' | 'checking'
  readonly share: number
  readonly open: (file: File) => Promise<void>
  readonly cancel: () => void
}

/** Hands a file in, piece by piece; the run's id, or null when it did not become one that may be cut. */
async function handIn(
  file: File,
  named: { readonly uploadId: string; readonly fileName: string },
  goOn: (bytes: Uint8Array, share: number) => boolean,
): Promise<string | null> {
  let offset = 0
  do {
    const bytes = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer())
    offset += PIECE_BYTES
    if (!goOn(bytes, Math.min(1, offset / Math.max(1, file.size)))) return null
    const last = offset >= file.size
    const taken = await settle(rmos.runs.receiveProgram({ ...named, bytes, last }))
    if (!taken.ok) {
      showProblem(taken.error)
      return null
    }
    const { run } = taken.value
    if (run?.status === 'OK') return run.runId
    if (run !== null) {
      const { blocked, seeRun } = jobStrings.file
      showProblem({ message: blocked(named.fileName), remedy: seeRun })
    }
  } while (offset < file.size)
  return null
}

/** An outside G-code file on its way in: read and sent in pieces, checked, and made a run. */
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
      if (jobId === get().uploadId) set({ phase: 'checking', share: fraction })
    })
    const reading = beginPath()
    const isMine = () => get().uploadId === uploadId
    const runId = await handIn(file, { uploadId, fileName }, (bytes, share) => {
      if (!isMine()) return false
      reading.take(bytes)
      set({ share })
      return true
    })
    unfollow()
    if (runId === null || !isMine()) reading.cancel()
    else {
      // the picture is made of the very bytes that were handed in, while main still checks them
      usePathStore.getState().offer(runId, reading.finish())
      await useMachinePage.getState().chooseRun(runId)
    }
    if (isMine()) set({ uploadId: null })
  },
  cancel: () => {
    const { uploadId, phase } = get()
    set({ uploadId: null })
    if (uploadId !== null && phase === 'checking') void settle(rmos.cam.cancel({ jobId: uploadId }))
  },
}))
