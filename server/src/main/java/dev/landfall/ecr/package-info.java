/** Amazon ECR: private repositories of images, their API, and the logins to the registry that holds them. */
@NullMarked
package dev.landfall.ecr;

import org.jspecify.annotations.NullMarked;
