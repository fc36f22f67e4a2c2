/** Names that a header or footer line may hold in braces, with what each stands for. */
export const POST_TOKENS = {
  job: 'the plan’s name',
  stage: 'the stage, e.g. inlay-channels',
  title: 'the program’s title',
  tool: 'the tool, as the shop calls it',
  toolnumber: 'the tool’s place in the tool table',
  diameter: 'the tool’s diameter, e.g. 2 mm',
  zero: 'where X0 Y0 Z0 lies',
  machine: 'the machine’s name',
  post: 'this post’s name',
  lowest: 'the lowest Z of the program, e.g. -1.5 mm',
  units: 'G21 or G20: has to stand exactly once',
  path: 'the path mode, e.g. G64 P0.01; nothing when there is none',
} as const
/** A name in braces, filled in when a program is printed. */
export type PostToken = keyof typeof POST_TOKENS
