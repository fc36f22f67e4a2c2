import { isReady } from './runtime.ts'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>
interface CustomScheme {
  readonly scheme: string
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean }
}

const secureSchemes = new Set<string>()
const handlers = new Map<string, Handler>()

/** The app's handler of a scheme. */
export function protocolHandler(scheme: string): Handler | undefined {
  return handlers.get(scheme)
}

/** The stand-in for Electron's `protocol`. */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    }
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard === true && privileges.secure === true) secureSchemes.add(scheme)
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!isReady()) throw new Error('protocol.handle cannot be used before the app is ready')
    if (handlers.has(scheme)) throw new Error(`the scheme ${scheme} has a handler already`)
    if (!secureSchemes.has(scheme)) {
      throw new Error(`electron stand-in: ${scheme} must be registered as standard and secure`)
    }
    handlers.set(scheme, handler)
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
})
