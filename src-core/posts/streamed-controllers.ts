import type { Controller } from '../gcode/dialects/controller.ts'

/**
 * The controllers a program is streamed to line by line; the others read files of their own. `generic` has
 * only words that nearly every controller has, a GRBL one among them.
 */
const STREAMED_TO: readonly Controller[] = ['grbl-1.1', 'grblhal', 'fluidnc', 'generic']

/** Whether programs posted for a controller can be streamed. */
export function isStreamed(controller: Controller): boolean {
  return STREAMED_TO.includes(controller)
}
