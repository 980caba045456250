/// Scaling in as `deploy/kubernetes/scale-in` does it, in a simulated Kubernetes cluster, with the
/// gateway's real table.
@NullMarked
package io.monopod.scaling;

import org.jspecify.annotations.NullMarked;
