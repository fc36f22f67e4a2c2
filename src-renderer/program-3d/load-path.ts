import type { Problem } from '#core/contract/problem.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { rmos } from '../client.ts'
import { settle } from '../session/settle.ts'
import type { DrawnPath, PathAnswer, PathRequest } from './path-messages.ts'

/** A path that is made while its program comes in; `cancel` ends it, and it then comes to null. */
export interface PathReading {
  /** The bytes are given away, with all that lies in the same buffer. */
  readonly take: (bytes: Uint8Array<ArrayBuffer>) => void
  /** To be called once, behind the last part. */
  readonly finish: () => Promise<DrawnPath | null>
  readonly cancel: () => void
}

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
  const ask = (offsetBytes: number) => settle(rmos.runs.programPart({ ...which, offsetBytes }))
  const first = await ask(0)
  yield first
  if (!first.ok || first.value.nextOffsetBytes === null) return
  const { nextOffsetBytes: size, totalBytes } = first.value
  const waiting: Promise<Part>[] = []
  for (let offset = size; offset < totalBytes || waiting.length > 0;) {
    while (offset < totalBytes && waiting.length < ASKED_AHEAD) {
      waiting.push(ask(offset))
      offset += size
    }
    const next = waiting.shift()
    if (next !== undefined) yield await next
  }
}

/** Begins a path in a worker of its own. */
export function beginPath(): PathReading {
  const worker = new Worker(new URL('path.worker.ts', import.meta.url), { type: 'module' })
  let end: (path: DrawnPath | null) => void = () => undefined
  const ended = new Promise<DrawnPath | null>((resolve) => {
    end = (path) => {
      worker.terminate()
      resolve(path)
    }
  })
  worker.onmessage = ({ data }: MessageEvent<PathAnswer>) => {
    end(data.path)
  }
  const tell = (request: PathRequest, given: Transferable[] = []) => {
    worker.postMessage(request, given)
  }
  // whoever reads a path will look at it
  void import('./ProgramStage.tsx')
  return {
    take: (bytes) => {
      tell({ kind: 'part', bytes }, [bytes.buffer])
    },
    finish: () => {
      tell({ kind: 'end' })
      return ended
    },
    cancel: () => {
      end(null)
    },
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
  const reading = beginPath()
  let cancelled = false

  async function read(): Promise<Result<DrawnPath, Problem> | null> {
    for await (const part of partsOf(which)) {
      if (cancelled) return null
      if (!part.ok) return failure(part.error)
      const { bytes, nextOffsetBytes, totalBytes } = part.value
      reading.take(bytes)
      onProgress((nextOffsetBytes ?? totalBytes) / Math.max(1, totalBytes))
    }
    if (cancelled) return null
    const path = await reading.finish()
    return path === null ? null : success(path)
  }

  return {
    done: read().finally(reading.cancel),
    cancel: () => {
      cancelled = true
      reading.cancel()
    },
  }
}
