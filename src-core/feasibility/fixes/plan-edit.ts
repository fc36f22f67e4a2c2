import type { Plan } from '../../rosette/plan.schema.ts'

/** What a field of a plan may be set to by a fix. */
export type EditValue = number | string | boolean

/** One field of a plan set to another value. */
export interface PlanEdit {
  /** Keys and indices from the plan down, e.g. `['rings', 1, 'proudMm']`. */
  readonly path: readonly (string | number)[]
  readonly to: EditValue
  /** What it does, as an order: `Set the feed to 1800 mm/min.` */
  readonly sentence: string
}

function withValue(node: unknown, path: PlanEdit['path'], to: EditValue): unknown {
  const [key, ...rest] = path
  if (key === undefined) return to
  if (typeof node !== 'object' || node === null || !(key in node)) {
    throw new Error(`a plan has no field ${path.join('.')}`)
  }
  const child: unknown = Reflect.get(node, key)
  const value = withValue(child, rest, to)
  if (Array.isArray(node)) return node.map((item: unknown, index) => (index === key ? value : item))
  return { ...node, [key]: value }
}

/** The plan with the edits made, in their order; throws for a field it does not have. */
export function editPlan(plan: Plan, edits: readonly PlanEdit[]): Plan {
  // An edit replaces a field by a value of its own kind, so what comes out is a plan again.
  return edits.reduce<Plan>((edited, { path, to }) => withValue(edited, path, to) as Plan, plan)
}
