import type { WebGLRenderer } from 'three'

/** What a scene is told before it is drawn. */
export interface Frame {
  /** The eye is being moved: what counts is that the picture keeps up. */
  readonly moving: boolean
  /** How long the last whole picture kept the graphics busy, ms. */
  readonly lastFrameMs: number
}

/** The eye counts as moving for so long after its last step. */
const STILL_AFTER_MS = 250

/** Knows when the graphics have finished a picture. */
function busyWatch(renderer: WebGLRenderer) {
  const gl = renderer.getContext() as WebGL2RenderingContext
  let pending: {
    readonly fence: WebGLSync
    readonly sinceMs: number
    readonly whole: boolean
  } | null = null
  let lastFrameMs = 0
  return {
    lastFrameMs: () => lastFrameMs,
    isBusy: () => {
      if (pending === null) return false
      if (gl.getSyncParameter(pending.fence, gl.SYNC_STATUS) !== gl.SIGNALED) return true
      gl.deleteSync(pending.fence)
      const tookMs = performance.now() - pending.sinceMs
      if (pending.whole) lastFrameMs = tookMs
      renderer.domElement.dataset['gpuMs'] = tookMs.toFixed(1)
      pending = null
      return false
    },
    watch: (sinceMs: number, whole: boolean) => {
      const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
      if (fence !== null) pending = { fence, sinceMs, whole }
      gl.flush()
    },
  }
}

/**
 * Draws when asked, at most once a frame, and never while the graphics still work on the last picture.
 * `draw` says whether it drew the whole picture: only that tells how long one takes.
 */
export function frameLoop(renderer: WebGLRenderer, draw: (frame: Frame) => boolean) {
  const { dataset } = renderer.domElement
  const graphics = busyWatch(renderer)
  let asked = 0
  let wanted = false
  let movedAtMs = -Infinity
  let stillTimer: ReturnType<typeof setTimeout> | undefined

  function drawNow(): void {
    const startedMs = performance.now()
    const moving = startedMs - movedAtMs < STILL_AFTER_MS
    const whole = draw({ moving, lastFrameMs: graphics.lastFrameMs() })
    const { calls, triangles, lines } = renderer.info.render
    dataset['frameMs'] = (performance.now() - startedMs).toFixed(3)
    dataset['drawCalls'] = String(calls)
    dataset['triangles'] = String(triangles)
    dataset['lines'] = String(lines)
    graphics.watch(startedMs, whole)
  }

  function onFrame(): void {
    asked = 0
    if (graphics.isBusy()) ask()
    else if (wanted) {
      wanted = false
      drawNow()
      ask()
    }
  }

  function ask(): void {
    if (asked === 0) asked = requestAnimationFrame(onFrame)
  }

  const invalidate = () => {
    wanted = true
    ask()
  }
  return {
    invalidate,
    /** The eye has moved; a whole picture follows when it stands. */
    move: () => {
      movedAtMs = performance.now()
      clearTimeout(stillTimer)
      stillTimer = setTimeout(invalidate, STILL_AFTER_MS + 10)
      invalidate()
    },
    stop: () => {
      clearTimeout(stillTimer)
      cancelAnimationFrame(asked)
      asked = 0
    },
  }
}
