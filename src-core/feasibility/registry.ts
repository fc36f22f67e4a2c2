import type { Rule } from './rule.ts'
import { channelFloor } from './rules/channel-floor.ts'
import { channelLand } from './rules/channel-land.ts'
import { chiploadWindow } from './rules/chipload-window.ts'
import { depthPerPass } from './rules/depth-per-pass.ts'
import { knownRecords } from './rules/known-records.ts'
import { machineEnvelope } from './rules/machine-envelope.ts'
import { measuredInputs } from './rules/measured-inputs.ts'
import { ringClosure } from './rules/ring-closure.ts'
import { soundholeClearance } from './rules/soundhole-clearance.ts'
import { soundholeCut } from './rules/soundhole-cut.ts'
import { spindleSpeed } from './rules/spindle-speed.ts'
import { toolDeflection } from './rules/tool-deflection.ts'
import { toolFitsChannel } from './rules/tool-fits-channel.ts'
import { toolReach } from './rules/tool-reach.ts'

/** Every rule there is; adding one adds a line here and a file in rules/. */
export const RULES: readonly Rule[] = [
  measuredInputs,
  knownRecords,
  toolFitsChannel,
  toolReach,
  chiploadWindow,
  depthPerPass,
  toolDeflection,
  spindleSpeed,
  channelFloor,
  channelLand,
  soundholeClearance,
  soundholeCut,
  ringClosure,
  machineEnvelope,
]
