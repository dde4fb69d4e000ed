// What Python sends of a link that is shared.

export interface Shared {
  /** The link; empty where others do not reach the server. */
  link: string;
  /** The part of the link that says which cell is pinned; empty without one. */
  pin: string;
  /** The page and its settings, as a class is shown them. */
  address: string;
  /** The HTML that shows it in another page. */
  iframe: string;
  /** The address of its QR code as a picture; empty where the link is too long. */
  qr: string;
  texts: Record<"link" | "iframe" | "copy" | "copied" | "failed" | "to_class" | "in_class" | "qr" | "no_qr" | "larger" | "smaller", string>;
}

export type Emit = (name: string, value: object) => void;

export interface Handle {
  update(data: Shared): void;
  destroy(): void;
}
