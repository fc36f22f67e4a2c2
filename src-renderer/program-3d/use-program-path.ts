import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '#core/contract/problem.ts'
import { loadPath } from './load-path.ts'
import type { DrawnPath } from './path-messages.ts'

/** The path of a program on its way to the screen. */
export type ProgramPathState =
  | { readonly state: 'idle' }
  | { readonly state: 'loading'; readonly share: number; readonly cancel: () => void }
  | { readonly state: 'ready'; readonly path: DrawnPath }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'cancelled'; readonly again: () => void }

const IDLE: ProgramPathState = { state: 'idle' }

/** Reads the path of a program when it is chosen, and forgets it with the choice. */
export function useProgramPath(runId: string | null, programId: string | null): ProgramPathState {
  const [shown, setShown] = useState<ProgramPathState>(IDLE)
  const [attempt, setAttempt] = useState(0)
  const again = useCallback(() => {
    setAttempt((before) => before + 1)
  }, [])
  useEffect(() => {
    if (runId === null || programId === null) return
    let current = true
    const loading = loadPath({ runId, programId }, (share) => {
      if (current) setShown({ state: 'loading', share, cancel })
    })
    function cancel(): void {
      loading.cancel()
      if (current) setShown({ state: 'cancelled', again })
      current = false
    }
    void Promise.resolve().then(() => {
      if (current) setShown((now) => (now.state === 'ready' ? IDLE : now))
    })
    void loading.done.then((read) => {
      if (!current || read === null) return
      setShown(
        read.ok ? { state: 'ready', path: read.value } : { state: 'failed', problem: read.error },
      )
    })
    return () => {
      current = false
      loading.cancel()
      setShown(IDLE)
    }
  }, [runId, programId, attempt, again])
  return shown
}
