import { readdirSync, readFileSync } from 'node:fs'

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    // it ended meanwhile
    return ''
  }
}

/** Most memory any process that this one started ever held, MB; null where there is no /proc. */
export function childPeakMb(): number | null {
  let peakKb = 0
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const status = statusOf(pid)
      if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== process.pid) continue
      peakKb = Math.max(peakKb, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0))
    }
  } catch {
    return null
  }
  return peakKb / 1024
}
