import type { Handlers } from '#core/contract/index.ts'
import { success } from '#core/outcome/result.ts'

/**
 * Answers the calls about screens where there is one screen only: it has control. The server of the
 * bench view answers them itself for each of its browsers.
 */
export function benchHandlers(): Handlers['bench'] {
  const alone = () =>
    success({
      role: 'controller' as const,
      controllerName: 'desktop',
      screenCount: 1,
      network: null,
    })
  return { status: alone, takeControl: alone }
}
