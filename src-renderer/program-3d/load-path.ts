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

type Part = Awaited<ReturnType<typeof rmos.runs.programPart>>

/** Parts asked for ahead, so that neither end waits for the way between them. */
const ASKED_AHEAD = 3

/** The parts of a program in order; the first says how long each of the others is. */
async function* partsOf(which: {
  readonly runId: string
  readonly programId: string
}): AsyncGenerator<Part, void, undefined> {
  const ask = (offsetChars: number) => settle(rmos.runs.programPart({ ...which, offsetChars }))
  const first = await ask(0)
  yield first
  if (!first.ok || first.value.nextOffsetChars === null) return
  const { nextOffsetChars: size, totalChars } = first.value
  const waiting: Promise<Part>[] = []
  for (let offset = size; offset < totalChars || waiting.length > 0;) {
    while (offset < totalChars && waiting.length < ASKED_AHEAD) {
      waiting.push(ask(offset))
      offset += size
    }
    const next = waiting.shift()
    if (next !== undefined) yield await next
  }
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
    const pieces = partsOf(which)
    for await (const part of pieces) {
      if (cancelled) return null
      if (!part.ok) return failure(part.error)
      tell({ kind: 'part', text: part.value.text })
      const { nextOffsetChars, totalChars } = part.value
      onProgress((nextOffsetChars ?? totalChars) / Math.max(1, totalChars))
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
