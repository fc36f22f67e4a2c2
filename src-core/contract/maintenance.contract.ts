import { z } from 'zod'
import type { MaintenanceReport } from '../grbl/maintenance/maintenance-report.ts'
import { serviceItemSchema } from '../grbl/maintenance/maintenance.schema.ts'
import { typed } from './typed.ts'

const itemId = z.string().min(1).max(60)

/** Calls about what the machine has done and when it wants care. */
export const maintenance = {
  report: { input: z.strictObject({}), output: typed<MaintenanceReport>() },
  /** Keeps a service item; without an id a new one. */
  saveItem: {
    input: z.strictObject({ itemId: itemId.nullable(), item: serviceItemSchema }),
    output: typed<MaintenanceReport>(),
  },
  removeItem: { input: z.strictObject({ itemId }), output: typed<MaintenanceReport>() },
  /** Notes that the service was done now; its interval begins anew. */
  markDone: {
    input: z.strictObject({ itemId, note: z.string().max(500) }),
    output: typed<MaintenanceReport>(),
  },
} as const
