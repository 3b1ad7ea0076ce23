/** How a derivation is shown. */
export interface RenderOptions {
  /** What stands on the left of a gradient: `∂E/∂W²`, as is the default, or `∇_{W²} E`. */
  readonly gradient?: "partial" | "nabla";
  /** Whether each equation is followed by the derivative rules that lead to it: by default, in Markdown and HTML. */
  readonly rules?: boolean;
}
