/** Bytes of one piece of a file that the screen hands over; a frame of the bench view holds 8 MB of text. */
export const HAND_OVER_BYTES = 4_000_000
/** The largest file that is let in, on purpose. */
export const LARGEST_DRAWING_BYTES = 64_000_000
