/** Amazon EC2 as far as ECS users meet it: the networks that tasks live in. */
@NullMarked
package dev.landfall.ec2;

import org.jspecify.annotations.NullMarked;
