import type { Handlers } from '#core/contract/index.ts'
import { success } from '#core/outcome/result.ts'
import { exportJig, type JigFormat } from '../jigs/export-jig.ts'
import type { PlanShelf } from '../workshop/plan-shelf.ts'

const MEDIA_TYPES: Readonly<Record<JigFormat, string>> = {
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
  dxf: 'image/vnd.dxf',
  json: 'application/json',
}

/** Answers the calls about jigs. */
export function jigsHandlers(shelf: PlanShelf): Handlers['jigs'] {
  return {
    export: async ({ planId, ...order }) => {
      const opened = shelf.open(planId)
      if (!opened.ok) return opened
      const file = await exportJig(opened.value.plan, order)
      if (!file.ok) return file
      const { fileName, data } = file.value
      return success({
        fileName,
        mediaType: MEDIA_TYPES[order.format],
        base64: Buffer.from(data).toString('base64'),
      })
    },
  }
}
