import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** How often processes are looked at, ms: one that ends between two looks tells nothing more. */
const LOOK_EVERY_MS = 10

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // no /proc here, or the process ended meanwhile
    return ''
  }
}

function childPids(): readonly string[] {
  const tasks = `/proc/${String(process.pid)}/task`
  if (!existsSync(tasks)) return []
  // a process is the child of the thread that started it
  return readdirSync(tasks).flatMap((task) =>
    textOf(`${tasks}/${task}/children`).split(' ').filter(Boolean),
  )
}

function peakMbOf(pid: string): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
}

/**
 * Watches the processes this one starts from now on; `peakMb` ends the watch and tells the most memory
 * that any of them held, MB. Null where none was seen.
 */
export function watchChildMemory(): { readonly peakMb: () => number | null } {
  let most = 0
  const look = () => {
    for (const pid of childPids()) most = Math.max(most, peakMbOf(pid))
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    peakMb: () => {
      look()
      clearInterval(timer)
      return most === 0 ? null : most
    },
  }
}
