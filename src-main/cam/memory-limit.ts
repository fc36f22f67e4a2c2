import type { Problem } from '#core/contract/problem.ts'

/** What a job of the CAM process may hold, its process included, MB. */
export const MEMORY_LIMIT_MB = 2048

/**
 * Given to the CAM process when it is started: objects past the limit end it, and it alone. The other two
 * have V8 tidy up sooner: by itself it lets garbage grow to several times what is in use, and a guitar's
 * body as a pocket for a bit of 6 mm held 596 MB where 353 MB do as quickly.
 */
export const MEMORY_FLAGS = [
  `--max-old-space-size=${String(MEMORY_LIMIT_MB)}`,
  '--max-semi-space-size=4',
  '--heap-growing-percent=20',
] as const

/** What is told of a job that needs more memory than it may have. */
export function outOfMemory(limitMb: number, heldMb: number | null): Problem {
  const held = heldMb === null ? '' : `: it held ${String(heldMb)} MB`
  return {
    kind: 'blocked',
    message: `The work needs more memory than the limit of ${String(limitMb)} MB${held}.`,
    remedy: 'Nothing was changed. Split the work into smaller parts.',
    requestId: '',
  }
}
