import { create } from 'zustand'
import { onEvent, rmos } from '../../../client.ts'
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

/** An outside G-code file on its way in: read and sent in pieces, checked, and made a run. */
export const useIntake = create<IntakeState>()((set, get) => ({
  uploadId: null,
  fileName: '',
  phase: 'sending',
  share: 0,
  open: async (file) => {
    const uploadId = crypto.randomUUID()
    const fileName = file.name.slice(-LONGEST_NAME)
    set({ uploadId, fileName, phase: 'sending', share: 0 })
    const unfollow = onEvent('cam.progress', ({ jobId, fraction }) => {
      if (jobId === get().uploadId) set({ phase: 'checking', share: fraction })
    })
    const decoder = new TextDecoder()
    let offset = 0
    do {
      const bytes = await file.slice(offset, offset + PIECE_BYTES).arrayBuffer()
      if (get().uploadId !== uploadId) break
      offset += PIECE_BYTES
      const last = offset >= file.size
      const text = decoder.decode(bytes, { stream: !last })
      const taken = await settle(rmos.runs.receiveProgram({ uploadId, fileName, text, last }))
      if (get().uploadId !== uploadId) break
      set({ share: Math.min(1, offset / Math.max(1, file.size)) })
      if (!taken.ok) {
        showProblem(taken.error)
        break
      }
      const { run } = taken.value
      if (run?.status === 'OK') await useMachinePage.getState().chooseRun(run.runId)
      else if (run !== null) {
        showProblem({ message: jobStrings.file.blocked(fileName), remedy: jobStrings.file.seeRun })
      }
    } while (offset < file.size)
    unfollow()
    if (get().uploadId === uploadId) set({ uploadId: null })
  },
  cancel: () => {
    const { uploadId, phase } = get()
    set({ uploadId: null })
    if (uploadId !== null && phase === 'checking') void settle(rmos.cam.cancel({ jobId: uploadId }))
  },
}))
