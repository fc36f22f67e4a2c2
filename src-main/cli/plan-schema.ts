import { planSchema } from '#core/rosette/plan.schema.ts'
import { z } from 'zod'
import { type Command, EXIT } from './command.ts'

/** `plan schema`: the JSON Schema of a plan file. */
export const planSchemaCommand: Command = {
  name: 'plan schema',
  summary: 'the JSON Schema of a plan file',
  usage: 'Usage: rmos plan schema\nExample: rmos plan schema > plan.schema.json',
  options: {},
  run: (_args, context) => {
    context.writeResult(JSON.stringify(z.toJSONSchema(planSchema, { io: 'input' }), null, 2))
    return Promise.resolve(EXIT.done)
  },
}
