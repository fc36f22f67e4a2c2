import type { Problem } from '#core/contract/problem.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { rmos } from '../client.ts'
import { settle } from '../session/settle.ts'
import type { DrawnPath, PathAnswer, PathRequest } from './path-messages.ts'

/** A program being read; `cancel` ends it, and it then resolves to null. */
export interface PathLoading {
  readonly done: Promise<Result<DrawnPath, Problem> | null>
  readonly cancel: () => void
}

/**
 * Reads a recorded program in parts and has a worker make its path. Neither this thread nor main ever
 * holds it up for longer than one part takes.
 */
export function loadPath(
  which: { readonly runId: string; readonly programId: string },
  onProgress: (share: number) => void,
): PathLoading {
  const worker = new Worker(new URL('path.worker.ts', import.meta.url), { type: 'module' })
  let cancelled = false
  let giveUp: () => void = () => undefined
  const given = new Promise<null>((resolve) => {
    giveUp = () => {
      resolve(null)
    }
  })
  const answer = new Promise<DrawnPath>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<PathAnswer>) => {
      resolve(data.path)
    }
  })
  const tell = (request: PathRequest) => {
    worker.postMessage(request)
  }

  async function read(): Promise<Result<DrawnPath, Problem> | null> {
    let offsetChars: number | null = 0
    while (offsetChars !== null && !cancelled) {
      const part: Awaited<ReturnType<typeof rmos.runs.programPart>> = await settle(
        rmos.runs.programPart({ ...which, offsetChars }),
      )
      if (!part.ok) return failure(part.error)
      tell({ kind: 'part', text: part.value.text })
      offsetChars = part.value.nextOffsetChars
      onProgress((offsetChars ?? part.value.totalChars) / Math.max(1, part.value.totalChars))
    }
    if (cancelled) return null
    tell({ kind: 'end' })
    const path = await Promise.race([answer, given])
    return path === null ? null : success(path)
  }

  return {
    done: read().finally(() => {
      worker.terminate()
    }),
    cancel: () => {
      cancelled = true
      giveUp()
    },
  }
}
